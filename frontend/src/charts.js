// Charts: the attribute of <figure data-chart="…"> holds JSON:
// {"kind", "head": ["月份", "收到", …], "rows": [["1月", 12, …], …], "links": [url or null, …], "unit"}.
// The page shows the same rows as a table, so the drawing is decoration for those who see it.
import { BarChart, LineChart, PieChart } from "echarts/charts";
import { AriaComponent, DatasetComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { whenever } from "./dom.js";

echarts.use([
  BarChart, LineChart, PieChart, AriaComponent, DatasetComponent, GridComponent, LegendComponent,
  TooltipComponent, SVGRenderer,
]);

const COLOURS = ["#a61e22", "#1f6fb2", "#b7791f", "#1d7a3e", "#6b4fa0", "#66707d", "#0f766e", "#b3326e"];
const INK = "#4d5763";

whenever("[data-chart]", draw);

function draw(figure) {
  const place = figure.querySelector("[data-drawing]");
  if (!place || echarts.getInstanceByDom(place)) return;
  const data = JSON.parse(figure.dataset.chart);
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.setOption(optionOf(data));
  // With a viewBox the drawing shrinks with the paper; drawn anew for the paper, it would stay so.
  chart.on("rendered", () => {
    place.querySelector("svg").setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  });
  new ResizeObserver(() => window.matchMedia("print").matches || chart.resize()).observe(place);
  chart.on("click", ({ dataIndex }) => {
    const link = data.links?.[dataIndex];
    if (link) window.location.assign(link);
  });
}

function optionOf({ kind, head, rows, unit, links }) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    color: COLOURS,
    animation: !still,
    animationDuration: 150,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: INK },
    dataset: { source: [head, ...rows] },
    // Drawn as SVG text: an HTML tooltip would need style attributes, which our policy forbids.
    tooltip: {
      trigger: kind === "pie" ? "item" : "axis",
      renderMode: "richText",
      axisPointer: { type: "shadow" },
      valueFormatter: (value) => `${value ?? "—"}${unit ? ` ${unit}` : ""}`,
    },
    legend: head.length > 2 || kind === "pie" ? { bottom: 0, textStyle: { color: INK }, icon: "roundRect", itemWidth: 12, itemHeight: 12 } : undefined,
    ...shapes(kind, head, Boolean(links)),
  };
}

function shapes(kind, head, clickable) {
  const cursor = clickable ? "pointer" : "default";
  if (kind === "pie") {
    return { series: [{ type: "pie", radius: ["48%", "72%"], center: ["50%", "44%"], cursor, label: { color: INK } }] };
  }
  const flat = kind === "rows";
  const names = { type: "category", inverse: flat, axisTick: { show: false }, axisLine: { lineStyle: { color: "#cfd5dd" } }, axisLabel: { color: INK } };
  const values = { type: "value", minInterval: 1, axisLabel: { color: INK }, splitLine: { lineStyle: { color: "#e9ecf0" } } };
  const one = kind === "line" ? { type: "line", symbolSize: 7 } : { type: "bar", barMaxWidth: 28, itemStyle: { borderRadius: 2 } };
  return {
    grid: { left: 8, right: 16, top: 16, bottom: head.length > 2 ? 32 : 4, containLabel: true },
    xAxis: flat ? values : names,
    yAxis: flat ? names : values,
    series: head.slice(1).map(() => ({ ...one, cursor, stack: kind === "stack" ? "all" : undefined })),
  };
}
