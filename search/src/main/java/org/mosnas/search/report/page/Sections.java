package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.content.Part;

/** The sections of a page, in order, with what leads to them. */
final class Sections {
  /** Writes the content of a section. */
  interface Body<T> {
    /** Appends to {@code section} what there is to say of {@code part}. */
    void write(Element section, T part);
  }

  private final List<Element> sections = new ArrayList<>();
  private final List<String> shortTitles = new ArrayList<>();

  /** Adds a section. */
  <T> Sections add(String id, String title, Part<T> part, Body<T> body) {
    return add(id, title, title, part, body);
  }

  /** As {@link #add(String, String, Part, Body)}, with a short title for the navigation. */
  <T> Sections add(String id, String shortTitle, String title, Part<T> part, Body<T> body) {
    Element section = new Element("section").attr("id", id);
    shortTitles.add(shortTitle);
    section.attr("aria-labelledby", id + "-heading");
    section.appendElement("h2").attr("id", id + "-heading").text(title);
    part.content()
        .ifPresentOrElse(
            there -> body.write(section, there),
            () -> section.appendChild(Markup.missing(part.missing())));
    sections.add(section);
    return this;
  }

  /** The sections. */
  List<Element> all() {
    return List.copyOf(sections);
  }

  /** Links to the sections. */
  Element navigation() {
    Element list = new Element("ul");
    for (int i = 0; i < sections.size(); i++) {
      list.appendElement("li")
          .appendElement("a")
          .attr("href", "#" + sections.get(i).id())
          .text(shortTitles.get(i));
    }
    Element nav = new Element("nav").attr("aria-label", "Sections");
    nav.appendChild(list);
    return nav;
  }
}
