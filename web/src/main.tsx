import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { createQueries } from './api/queries.ts';
import { startLanguage } from './i18n/i18n.ts';
import './style/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with id "root"');
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueries()}>
      <BrowserRouter>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
