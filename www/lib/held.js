/** What a visitor does while the page cannot follow yet: it is held back, and done when the page can. */

/** What is held. */
const HELD = ["click", "input", "change", "keydown"];
/** What shows that somebody means the page, and is held nowhere. */
const TOUCHES = ["pointerdown", "focusin"];
/** Clicks on others do what they do without the page. */
const PRESSED = "button, input[type=checkbox]";
/** Where the pointer and keys are the page's. */
const STAGE = ".stage";

export class Held {
  #touched;
  /** @type {{ target: Element, event: Event, value: string | null }[]} */
  #events = [];
  #ear = (/** @type {Event} */ event) => this.#hear(event);
  #moves = [...HELD, ...TOUCHES, "pointermove"];

  /** @param {() => void} touched told whenever somebody does something */
  constructor(touched) {
    this.#touched = touched;
    for (const type of this.#moves) window.addEventListener(type, this.#ear, true);
  }

  /** Does what was held, and holds nothing any more. */
  letGo() {
    for (const type of this.#moves) window.removeEventListener(type, this.#ear, true);
    for (const { target, event, value } of this.#events) {
      if (value !== null && hasValue(target)) target.value = value;
      const { constructor: Kind } = /** @type {{ constructor: any }} */ (event);
      target.dispatchEvent(new Kind(event.type, event));
    }
    this.#events = [];
  }

  /** @param {Event} event */
  #hear(event) {
    const { target, type } = event;
    if (!(target instanceof Element)) return;
    const onStage = target.closest(STAGE) !== null;
    if (type === "pointermove") {
      // Browsers tell of moves as well where the page moves below a pointer that rests.
      const { movementX, movementY } = /** @type {PointerEvent} */ (event);
      if (onStage) event.stopImmediatePropagation();
      if (!onStage || (movementX === 0 && movementY === 0)) return;
    } else if (type === "click" ? target.closest(PRESSED) : type === "keydown" ? onStage : true) {
      if (HELD.includes(type)) this.#hold(target, event);
    } else return;
    this.#touched();
  }

  /**
   * @param {Element} target
   * @param {Event} event
   */
  #hold(target, event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#events.push({ target, event, value: hasValue(target) ? target.value : null });
  }
}

/**
 * @param {Element} element
 * @returns {element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement}
 */
function hasValue(element) {
  return "value" in element && element.matches("input:not([type=checkbox]), select, textarea");
}
