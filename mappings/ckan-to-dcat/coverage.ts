import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { locn } from '../../core/vocabulary/locn.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { dated } from '../dcat-builder/node-builder.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { absoluteIri, given, listOf } from '../dcat-builder/values.ts';
import { objects, values } from './fields.ts';

const geoJson = 'https://www.iana.org/assignments/media-types/application/vnd.geo+json';

export const addPeriod = (node: NodeBuilder, property: string, start: unknown, end: unknown): void => {
  if (given(start) === undefined && given(end) === undefined) return;
  const period = node.node(property, dct.PeriodOfTime);
  dated(period, dcat.startDate, start);
  dated(period, dcat.endDate, end);
};

const geometry = (value: unknown): string | undefined => (typeof value === 'object' && value !== null ? JSON.stringify(value) : given(value));

const addPlace = (node: NodeBuilder, place: Fields): void => {
  const location = node.node(dct.spatial, dct.Location, absoluteIri(place['uri']));
  location.text(skos.prefLabel, place['text']);
  location.typed(locn.geometry, geometry(place['geom']), geoJson);
  location.typed(dcat.bbox, geometry(place['bbox']), geoJson);
  location.typed(dcat.centroid, geometry(place['centroid']), geoJson);
};

/** Time and space: temporal_coverage[], temporal_start/end, retention_period[0], spatial_coverage[], spatial_uri, resolutions. */
export const addCoverage = (node: NodeBuilder, item: Fields): void => {
  for (const period of objects(item, 'temporal_coverage')) addPeriod(node, dct.temporal, period['start'], period['end']);
  if (objects(item, 'temporal_coverage').length === 0) addPeriod(node, dct.temporal, item['temporal_start'], item['temporal_end']);
  const retention = objects(item, 'retention_period')[0];
  if (retention !== undefined) addPeriod(node, healthdcatap.retentionPeriod, retention['start'], retention['end']);
  const places = objects(item, 'spatial_coverage');
  for (const place of places) addPlace(node, place);
  const known = new Set(places.map((place) => given(place['uri'])));
  for (const uri of values(item, 'spatial_uri')) if (!known.has(given(uri))) node.link(dct.spatial, uri, dct.Location);
  node.typed(dcat.temporalResolution, item['temporal_resolution'], xsd.duration);
  for (const metres of listOf(item['spatial_resolution_in_meters'])) node.typed(dcat.spatialResolutionInMeters, metres, xsd.decimal);
};
