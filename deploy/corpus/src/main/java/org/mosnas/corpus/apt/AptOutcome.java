package org.mosnas.corpus.apt;

import java.util.List;

/** What came of asking apt for packages. */
public sealed interface AptOutcome {
  /**
   * The packages are on disk.
   *
   * @param packages one for each name that was asked for, in that order
   * @param cached whether they were there before, so that nothing was downloaded
   */
  record Fetched(List<DebPackage> packages, boolean cached) implements AptOutcome {
    /** Copies the list. */
    public Fetched {
      packages = List.copyOf(packages);
    }
  }

  /**
   * There are no packages to be had here, through no fault of the request.
   *
   * @param cause what is missing
   * @param message one line: what happened, and what to do
   * @param available names of the packages of the same family that there are, as far as apt knows
   */
  record Unavailable(Cause cause, String message, List<String> available) implements AptOutcome {
    /** Copies the list. */
    public Unavailable {
      available = List.copyOf(available);
    }
  }

  /** What is missing. */
  enum Cause {
    /** The machine has no apt. */
    NO_APT,
    /** The package archives could not be reached, or gave nothing usable. */
    NO_DOWNLOAD,
    /** The configured archives do not have a package of that name. */
    NO_SUCH_PACKAGE
  }
}
