import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const dataImage = /url\((?:"(data:image\/svg\+xml(?:[^"\\]|\\.)*)"|(data:image\/svg\+xml[^)"]*))\)/g;

/** Icons of the design system are data: images inside its style sheet, which `default-src 'self'` refuses; here they become files of ours. */
const iconsAsFiles = (): Plugin => ({
  name: 'icons-as-files',
  apply: 'build',
  generateBundle(_options, bundle) {
    for (const asset of Object.values(bundle)) {
      if (asset.type !== 'asset' || !asset.fileName.endsWith('.css')) continue;
      asset.source = asset.source.toString().replace(dataImage, (_match, quoted: string | undefined, bare: string | undefined) => {
        const uri = bare ?? quoted?.replaceAll('\\"', '"') ?? '';
        const svg = decodeURIComponent(uri.slice(uri.indexOf(',') + 1));
        const fileName = `assets/icon-${createHash('sha256').update(svg).digest('hex').slice(0, 10)}.svg`;
        this.emitFile({ type: 'asset', fileName, source: svg });
        return `url("/${fileName}")`;
      });
    }
  },
});

// What the pages use of the design system's script: the rest (combobox, tabs, tooltips, pagination …) is 50 kB gz that no page needs.
const elementsInUse = ['ds-field', 'ds-breadcrumbs', 'clickdelegatefor', 'fieldset', 'invokers'];
// names the package's own files import; the pages do not call them
const notInUse = 'export const pagination = undefined, initTooltips = undefined, setTooltipElement = undefined, DSSuggestionElement = undefined;';
const elementsId = '\0design-elements';

const onlyElementsInUse = (): Plugin => ({
  name: 'only-elements-in-use',
  enforce: 'pre',
  resolveId: (source) => (source === '@digdir/designsystemet-web' ? elementsId : undefined),
  load: (id) => (id === elementsId ? [...elementsInUse.map((name) => `import '@digdir/designsystemet-web/${name}';`), notInUse].join('\n') : undefined),
});

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), onlyElementsInUse(), iconsAsFiles()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    // The components are pure; their package does not say so, and unused ones would come along.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /designsystemet-react/, sideEffects: false }] } },
  },
});
