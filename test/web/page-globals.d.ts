// The few names of a page that tests use inside `page.evaluate`. The whole DOM library cannot be loaded beside Node's own
// types: its Web Crypto keys are other types than Node's, and certs/ would not check any more.
declare global {
  interface PageElement {
    readonly tagName: string;
    readonly id: string;
    readonly textContent: string | null;
    readonly outerHTML: string;
    getAttribute(name: string): string | null;
    closest(selector: string): PageElement | null;
    getBoundingClientRect(): { readonly right: number };
    querySelectorAll(selector: string): ArrayLike<PageElement> & Iterable<PageElement>;
  }
  class PageField {
    readonly type: string;
    readonly name: string;
    readonly value: string;
    readonly checked: boolean;
    readonly labels: ArrayLike<PageElement> | null;
  }
  class HTMLInputElement extends PageField {
    private readonly input;
  }
  class HTMLTextAreaElement extends PageField {
    private readonly textarea;
  }
  class HTMLSelectElement extends PageField {
    private readonly select;
  }
  const document: {
    readonly activeElement: PageElement | null;
    readonly body: PageElement;
    readonly documentElement: PageElement & { readonly clientWidth: number; readonly scrollWidth: number; readonly lang: string };
    querySelector(selector: string): PageElement | null;
    querySelectorAll(selector: string): ArrayLike<PageElement> & Iterable<PageElement>;
    getElementById(id: string): PageElement | null;
  };
  const requestAnimationFrame: (next: (time: number) => void) => number;
}
export {};
