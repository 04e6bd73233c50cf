/** Unpacks the tests' browser once into .cache/browser. @returns the path of a program that starts it */
export declare const bringBrowser: () => Promise<string>;
export declare const browserIsPacked: () => boolean;
