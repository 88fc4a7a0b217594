/*
 * A first script of the page and of its workers while a visitor stays: how many pages of memory their module has.
 */
{
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const { instantiate } = WebAssembly;
  /** @param {unknown[]} all */
  const telling = async (...all) => {
    const made = await Reflect.apply(instantiate, WebAssembly, all);
    memory = (made.instance ?? made).exports.memory;
    return made;
  };
  Object.assign(WebAssembly, { instantiate: telling });
  Object.assign(self, { modulePages: () => (memory?.buffer.byteLength ?? 0) / 65536 });
}
