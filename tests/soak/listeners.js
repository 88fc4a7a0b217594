/*
 * A first script of the page while a visitor stays: how many listeners it holds. A browser's driver cannot tell it.
 *
 * Those count that cannot go away by themselves: those of the window, of the document, of the elements in it and of
 * media queries. An element that is thrown away takes its own with it, at a time that only the browser knows; that
 * such elements go is seen by the browser's memory.
 */
if (typeof window !== "undefined") {
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  /** By target, type and phase: the listeners, and what really listens. @type {WeakMap<EventTarget, Map<string, Map<object, unknown>>>} */
  const held = new WeakMap();
  /** Targets that are no elements. @type {Set<EventTarget>} */
  const lasting = new Set([window, document]);

  /** @param {EventTarget} target @param {string} type @param {boolean} captures */
  const listenersOf = (target, type, captures) => {
    const all = held.get(target) ?? new Map();
    held.set(target, all);
    const key = `${type} ${captures}`;
    const some = all.get(key) ?? new Map();
    all.set(key, some);
    return some;
  };

  /** @param {unknown} options @returns {AddEventListenerOptions} */
  const named = (options) =>
    typeof options === "object" && options ? options : { capture: Boolean(options) };

  /** @param {object} listener @param {() => void} first */
  const heard = (listener, first) => {
    /** @this {EventTarget} @param {Event} event */
    function hear(event) {
      first();
      if (typeof listener === "function") Reflect.apply(listener, this, [event]);
      else if ("handleEvent" in listener)
        /** @type {EventListenerObject} */ (listener).handleEvent(event);
    }
    return hear;
  };

  /**
   * @this {EventTarget | undefined}
   * @param {string} type
   * @param {object | null} listener
   * @param {unknown} options
   */
  function counted(type, listener, options) {
    const target = this ?? window;
    if (!listener) return;
    const { once, signal, capture } = named(options);
    const some = listenersOf(target, type, Boolean(capture));
    const forget = () => some.delete(listener);
    if (!some.has(listener)) some.set(listener, once ? heard(listener, forget) : listener);
    if (target instanceof MediaQueryList) lasting.add(target);
    if (signal) Reflect.apply(add, signal, ["abort", forget, { once: true }]);
    Reflect.apply(add, target, [type, some.get(listener), options]);
  }

  /**
   * @this {EventTarget | undefined}
   * @param {string} type
   * @param {object} listener
   * @param {unknown} options
   */
  function uncounted(type, listener, options) {
    const target = this ?? window;
    const some = listenersOf(target, type, Boolean(named(options).capture));
    Reflect.apply(remove, target, [type, some.get(listener) ?? listener, options]);
    some.delete(listener);
  }

  const heldListeners = () => {
    let count = 0;
    for (const target of [...lasting, ...document.querySelectorAll("*")])
      for (const some of held.get(target)?.values() ?? []) count += some.size;
    return count;
  };

  Object.assign(EventTarget.prototype, {
    addEventListener: counted,
    removeEventListener: uncounted,
  });
  Object.assign(window, { heldListeners });
}
