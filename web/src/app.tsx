import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Shell } from './layout/shell.tsx';
import { Home } from './pages/home/home.tsx';

// One chunk per area: a visitor of the catalogue does not load the desk.
const Search = lazy(() => import('./pages/search/search.tsx'));
const Dataset = lazy(() => import('./pages/dataset/dataset.tsx'));
const Basket = lazy(() => import('./pages/basket/basket.tsx'));
const Saved = lazy(() => import('./pages/saved/saved.tsx'));
const Apply = lazy(() => import('./pages/apply/apply.tsx'));
const Applications = lazy(() => import('./pages/applications/applications.tsx'));
const Application = lazy(() => import('./pages/applications/application.tsx'));
const Desk = lazy(() => import('./pages/desk/desk.tsx'));
const DeskLeg = lazy(() => import('./pages/desk/leg.tsx'));
const Board = lazy(() => import('./pages/board/board.tsx'));
const Links = lazy(() => import('./pages/ops/links.tsx'));
const DeadLetters = lazy(() => import('./pages/ops/dead-letters.tsx'));
const Queues = lazy(() => import('./pages/ops/queues.tsx'));
const Sources = lazy(() => import('./pages/ops/sources.tsx'));
const Source = lazy(() => import('./pages/ops/source.tsx'));
const Directory = lazy(() => import('./pages/ops/directory.tsx'));
const Audit = lazy(() => import('./pages/ops/audit.tsx'));
const HolderRecord = lazy(() => import('./pages/holder/record.tsx'));
const Holder = lazy(() => import('./pages/holder/holder.tsx'));
const Validate = lazy(() => import('./pages/validate/validate.tsx'));
const Help = lazy(() => import('./pages/help/help.tsx'));
const Accessibility = lazy(() => import('./pages/help/accessibility.tsx'));
const Api = lazy(() => import('./pages/help/api.tsx'));
const NotFound = lazy(() => import('./pages/not-found.tsx'));

export const App = () => (
  <Shell>
    <Routes>
      <Route path="/" element={<Home />} />
      <Route path="/search" element={<Search />} />
      <Route path="/dataset/:id" element={<Dataset />} />
      <Route path="/basket" element={<Basket />} />
      <Route path="/saved" element={<Saved />} />
      <Route path="/apply/:id/:section?" element={<Apply />} />
      <Route path="/applications" element={<Applications />} />
      <Route path="/applications/:id" element={<Application />} />
      <Route path="/desk" element={<Desk />} />
      <Route path="/desk/:application/:node" element={<DeskLeg />} />
      <Route path="/board" element={<Board />} />
      <Route path="/ops" element={<Navigate replace to="/ops/links" />} />
      <Route path="/ops/links" element={<Links />} />
      <Route path="/ops/dead" element={<DeadLetters />} />
      <Route path="/ops/queues" element={<Queues />} />
      <Route path="/ops/sources" element={<Sources />} />
      <Route path="/ops/sources/:id" element={<Source />} />
      <Route path="/ops/directory" element={<Directory />} />
      <Route path="/ops/audit" element={<Audit />} />
      <Route path="/holder" element={<Holder />} />
      <Route path="/holder/datasets/:id" element={<HolderRecord />} />
      <Route path="/validate" element={<Validate />} />
      <Route path="/help" element={<Help />} />
      <Route path="/accessibility" element={<Accessibility />} />
      <Route path="/api" element={<Api />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  </Shell>
);
