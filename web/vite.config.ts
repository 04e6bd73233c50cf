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

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), iconsAsFiles()],
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, target: 'es2022' },
});
