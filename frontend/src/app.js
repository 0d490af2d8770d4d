// The one script of every page. No page has a script of its own: behaviour is asked for in HTML
// with htmx attributes, data- attributes (see docs/architecture/frontend.md) or Alpine components.
import "./app.css";
import "htmx.org";
import Alpine from "@alpinejs/csp";
import { registerComponents } from "./components.js";
import { startCopying } from "./copying.js";
import { startForms } from "./forms.js";
import { startKeeping } from "./keep.js";
import { startNotices } from "./notices.js";
import { startOffline } from "./offline.js";
import { startPanels } from "./panels.js";
import { startSelects } from "./selects.js";
import { startShell } from "./shell.js";

document.addEventListener("alpine:init", () => registerComponents(Alpine));
Alpine.start();

startShell();
startPanels();
startKeeping();
startCopying();
startForms();
startNotices();
startOffline();
startSelects();
