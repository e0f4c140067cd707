// What a page must be: HTML as the standard has it, and the rules of the WCAG that can be told from the source.
// A rule that Material's own markup breaks is off, with what breaks it.
export default {
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    "unique-landmark": "off", // the table of contents, once in each sidebar, of which one is shown
    "wcag/h32": "off", // the switch of light and dark: radio buttons that act at once
    "valid-autocomplete": "off", // the two checkboxes that open the drawer and the search
  },
};
