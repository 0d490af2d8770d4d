// The calendar of meetings: <div data-calendar="/meetings/calendar/events.json">. The months come from
// the server as they are turned to; every entry is a link. A narrow page begins with the list.
import { Calendar } from "@fullcalendar/core";
import zhCn from "@fullcalendar/core/locales/zh-cn";
import dayGrid from "@fullcalendar/daygrid";
import list from "@fullcalendar/list";
import timeGrid from "@fullcalendar/timegrid";
import { element, whenever } from "./dom.js";

whenever("[data-calendar]", draw);

function draw(place) {
  const isNarrow = window.matchMedia("(max-width: 767px)").matches;
  const trouble = element("p", "note note-bad", "会议没有取来，请刷新这一页再试。");
  trouble.hidden = true;
  place.replaceChildren();
  const calendar = new Calendar(place, {
    plugins: [dayGrid, timeGrid, list],
    locale: zhCn,
    initialView: isNarrow ? "listMonth" : "dayGridMonth",
    headerToolbar: isNarrow
      ? { left: "prev,next", center: "title", right: "listMonth,dayGridMonth" }
      : { left: "prev,next today", center: "title", right: "dayGridMonth,timeGridWeek,listMonth" },
    // Letters instead of the library's own font, which our policy does not load.
    buttonIcons: false,
    buttonText: { prev: "‹", next: "›", today: "今天", month: "月", week: "周", list: "列表" },
    noEventsText: "这段时间没有会议和活动",
    eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    height: "auto",
    dayMaxEvents: 5,
    nowIndicator: true,
    slotMinTime: "07:00:00",
    slotMaxTime: "21:00:00",
    events: { url: place.dataset.calendar, failure: () => (trouble.hidden = false) },
    eventDidMount: ({ el, event }) => {
      const { place: where, kind } = event.extendedProps;
      el.title = [event.title, kind, where].filter(Boolean).join("\n");
    },
  });
  calendar.render();
  place.before(trouble);
}
