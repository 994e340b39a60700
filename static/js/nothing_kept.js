// Nothing is written into the storage of the browser. htmx would note there which page was open, and
// a tab that is opened again brings it back. Runs before htmx: see components/htmx.html.

Storage.prototype.setItem = () => {};
