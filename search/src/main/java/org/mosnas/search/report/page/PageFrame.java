package org.mosnas.search.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.content.RunReport.Part;

/** The page round the sections: style, script, policy, header and footer. */
final class PageFrame {
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");

  private PageFrame() {}

  /**
   * The whole page.
   *
   * @param title of the page
   * @param subtitle what stands below it
   * @param sections what it says
   * @param footer last line
   */
  static String html(String title, String subtitle, Sections sections, String footer) {
    Document page = new Document("");
    page.outputSettings().prettyPrint(false).charset(StandardCharsets.UTF_8);
    page.appendChild(new DocumentType("html", "", ""));
    Element html = page.appendElement("html").attr("lang", "en");
    head(html.appendElement("head"), title);
    Element body = html.appendElement("body");
    body.appendElement("a").attr("class", "skip").attr("href", "#content").text("Skip to content");
    body.appendChild(Shape.outlines());
    header(body.appendElement("header"), title, subtitle);
    body.appendChild(sections.navigation());
    Element main = body.appendElement("main").attr("id", "content").attr("tabindex", "-1");
    sections.all().forEach(main::appendChild);
    body.appendElement("footer").appendElement("p").text(footer);
    Element tip = body.appendElement("div").attr("id", "tip").attr("role", "tooltip");
    tip.attr("hidden", "");
    body.appendElement("script").appendChild(new DataNode(SCRIPT));
    return page.outerHtml() + "\n";
  }

  private static void head(Element head, String title) {
    head.appendElement("meta").attr("charset", "utf-8");
    head.appendElement("meta")
        .attr("http-equiv", "Content-Security-Policy")
        .attr(
            "content",
            String.format(
                Locale.ROOT,
                "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
                hash(STYLE),
                hash(SCRIPT)));
    head.appendElement("meta")
        .attr("name", "viewport")
        .attr("content", "width=device-width, initial-scale=1");
    head.appendElement("meta").attr("name", "color-scheme").attr("content", "light dark");
    head.appendElement("title").text(title);
    head.appendElement("style").appendChild(new DataNode(STYLE));
  }

  private static void header(Element header, String title, String subtitle) {
    Element text = header.appendElement("div");
    text.appendElement("h1").text(title);
    text.appendElement("p").text(subtitle);
    header
        .appendElement("button")
        .attr("id", "theme")
        .attr("type", "button")
        .attr("hidden", "")
        .text("Dark");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String resource(String name) {
    try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }

  /** The sections of a page, in order, with what leads to them. */
  static final class Sections {
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
}
