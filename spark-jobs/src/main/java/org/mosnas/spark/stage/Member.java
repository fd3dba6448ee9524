package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.evolution.NamedLimitSettings;
import org.mosnas.search.evolution.SearchSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.run.RunLayout;

/**
 * A subnet that a search names: the winner of the run and, where there are several limits, one more
 * for each of the others. What belongs to the winner lies where it lies in a run without a family.
 *
 * @param name of its limit; empty where there is no family
 * @param index of its limit; 0 is the winner
 */
public record Member(String name, int index) {
  /** The members that settings ask for, the winner first. */
  public static List<Member> of(EffectiveConfig settings) {
    List<Member> members = new ArrayList<>();
    for (NamedLimitSettings limit : settings.bind(SearchSettings::from).members()) {
      members.add(new Member(limit.name(), members.size()));
    }
    return members;
  }

  /**
   * The member of a name.
   *
   * @param name as a user gave it; the winner if nobody did
   * @throws MosnasException of kind USAGE naming all members if there is none of that name
   */
  public static Member named(EffectiveConfig settings, Optional<String> name) {
    List<Member> members = of(settings);
    if (name.isEmpty()) {
      return members.get(0);
    }
    return members.stream()
        .filter(member -> member.name().equals(name.get()))
        .findFirst()
        .orElseThrow(() -> unknown(name.get(), members));
  }

  private static MosnasException unknown(String name, List<Member> members) {
    String names = members.stream().map(Member::name).collect(Collectors.joining(", "));
    String known =
        names.isEmpty()
            ? ", it was searched under one limit; leave out --member"
            : "; its members are " + names;
    return new MosnasException(ErrorKind.USAGE, "the run has no member \"" + name + "\"" + known);
  }

  /** Whether it is the one that the run is for. */
  public boolean isWinner() {
    return index == 0;
  }

  /** What files that belong to it are told apart by; nothing for the winner's. */
  String folder() {
    return isWinner() ? "" : name;
  }

  /** The folder of it, finetuned, relative to the run directory. */
  public String subnet() {
    return RunLayout.subnet(folder());
  }

  /** The stage that finetunes it. */
  public String finetuning() {
    return of(FinetuneStage.NAME);
  }

  /** Something that every member has, such as {@code from-scratch-small}. */
  String of(String what) {
    return isWinner() ? what : what + "-" + name;
  }

  /** What people call something of it. */
  String title(String what) {
    return name.isEmpty() ? what : name + ": " + what;
  }
}
