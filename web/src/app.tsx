import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { Shell } from './layout/shell.tsx';
import { Home } from './pages/home/home.tsx';

// One chunk per area: a visitor of the catalogue does not load the desk.
const Search = lazy(() => import('./pages/search/search.tsx'));
const Dataset = lazy(() => import('./pages/dataset/dataset.tsx'));
const Basket = lazy(() => import('./pages/basket/basket.tsx'));
const Apply = lazy(() => import('./pages/apply/apply.tsx'));
const Applications = lazy(() => import('./pages/applications/applications.tsx'));
const Application = lazy(() => import('./pages/applications/application.tsx'));
const Desk = lazy(() => import('./pages/desk/desk.tsx'));
const DeskLeg = lazy(() => import('./pages/desk/leg.tsx'));
const Board = lazy(() => import('./pages/board/board.tsx'));
const NotFound = lazy(() => import('./pages/not-found.tsx'));

export const App = () => (
  <Shell>
    <Routes>
      <Route path="/" element={<Home />} />
      <Route path="/search" element={<Search />} />
      <Route path="/dataset/:id" element={<Dataset />} />
      <Route path="/basket" element={<Basket />} />
      <Route path="/apply/:id/:section?" element={<Apply />} />
      <Route path="/applications" element={<Applications />} />
      <Route path="/applications/:id" element={<Application />} />
      <Route path="/desk" element={<Desk />} />
      <Route path="/desk/:application/:node" element={<DeskLeg />} />
      <Route path="/board" element={<Board />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  </Shell>
);
