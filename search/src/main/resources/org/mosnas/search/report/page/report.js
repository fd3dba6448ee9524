"use strict";
(function () {
  var root = document.documentElement;
  var button = document.getElementById("theme");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  }
  function show() {
    button.textContent = isDark() ? "Light theme" : "Dark theme";
  }
  function remember(theme) {
    try { localStorage.setItem("mosnas-report-theme", theme); } catch (refused) { /* Not kept: fine. */ }
  }
  try {
    var kept = localStorage.getItem("mosnas-report-theme");
    if (kept === "dark" || kept === "light") { root.dataset.theme = kept; }
  } catch (refused) { /* A page from a file may keep nothing. */ }
  button.hidden = false;
  button.addEventListener("click", function () {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember(root.dataset.theme);
    show();
  });
  dark.addEventListener("change", show);
  show();

  var tip = document.getElementById("tip");
  var lit = null;
  function hide() {
    tip.hidden = true;
    if (lit) { lit.classList.remove("on"); }
    lit = null;
  }
  function tell(point, x, y) {
    if (lit !== point) {
      hide();
      lit = point;
      point.classList.add("on");
      tip.replaceChildren();
      point.getAttribute("aria-label").split("; ").forEach(function (part) {
        tip.appendChild(document.createElement("div")).textContent = part;
      });
      tip.hidden = false;
    }
    var width = tip.offsetWidth, height = tip.offsetHeight;
    var left = x + 14 + width > root.clientWidth - 4 ? x - 14 - width : x + 14;
    tip.style.left = Math.max(4, Math.min(left, root.clientWidth - width - 4)) + "px";
    tip.style.top = Math.max(4, y - height - 10 < 4 ? y + 14 : y - height - 10) + "px";
  }
  function middle(box) {
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  }
  /* The nearest point within reach, so that small marks are easy to hit. */
  function nearest(points, x, y) {
    var found = null, least = 26;
    points.forEach(function (point) {
      var box = point.getBoundingClientRect();
      var dx = Math.max(box.left - x, 0, x - box.right), dy = Math.max(box.top - y, 0, y - box.bottom);
      var center = middle(box);
      var away = Math.hypot(dx, dy) + Math.hypot(center.x - x, center.y - y) / 1000;
      if (away < least) { least = away; found = point; }
    });
    return found;
  }

  document.querySelectorAll("svg.chart").forEach(function (chart) {
    var points = Array.prototype.slice.call(chart.querySelectorAll(".pt"));
    if (points.length === 0) { return; }
    points.forEach(function (point, index) {
      point.setAttribute("role", "img");
      point.setAttribute("tabindex", index === 0 ? "0" : "-1");
    });
    chart.addEventListener("pointermove", function (event) {
      var point = nearest(points, event.clientX, event.clientY);
      if (point) { tell(point, event.clientX, event.clientY); } else { hide(); }
    });
    chart.addEventListener("pointerleave", hide);
    chart.addEventListener("focusin", function (event) {
      var at = middle(event.target.getBoundingClientRect());
      if (points.indexOf(event.target) >= 0) { tell(event.target, at.x, at.y); }
    });
    chart.addEventListener("focusout", hide);
    /* One stop for the Tab key in each chart; arrows go from point to point, up and down between series. */
    chart.addEventListener("keydown", function (event) {
      var at = points.indexOf(document.activeElement);
      if (at < 0) { return; }
      var to = at;
      if (event.key === "ArrowRight") { to = Math.min(at + 1, points.length - 1); }
      else if (event.key === "ArrowLeft") { to = Math.max(at - 1, 0); }
      else if (event.key === "Home") { to = 0; }
      else if (event.key === "End") { to = points.length - 1; }
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") { to = series(points, at, event.key === "ArrowDown"); }
      else if (event.key === "Escape") { hide(); return; }
      else { return; }
      event.preventDefault();
      points[at].setAttribute("tabindex", "-1");
      points[to].setAttribute("tabindex", "0");
      points[to].focus();
    });
  });
  function series(points, at, next) {
    var group = points[at].parentNode, i = at;
    while (i >= 0 && i < points.length && points[i].parentNode === group) { i += next ? 1 : -1; }
    return i < 0 || i >= points.length ? at : i;
  }
  document.addEventListener("scroll", function () { if (lit && document.activeElement !== lit) { hide(); } }, { passive: true });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
})();
