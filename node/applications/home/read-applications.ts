import type { ApplicationSummary, ApplicationView, DeliveryView } from '../../../core/api/applications.ts';
import { combinedStatusOf } from '../../../core/applications/combined-status.ts';
import type { NodeId } from '../../../core/ids.ts';
import type { Caller } from '../../../core/roles.ts';
import { homeStore } from '../home-store.ts';
import type { Application, HomeLeg } from '../legs.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import { countriesOf } from './choose-datasets.ts';
import { ownApplication } from './gate.ts';
import { forStatus, legViewOf } from './leg-view.ts';
import { problemsOf } from './submission.ts';

/** A leg decided here never travels: it was delivered when it was submitted. */
const deliveryOf = (parts: Parts, application: Application, node: NodeId): Promise<DeliveryView> =>
  node === parts.node.id
    ? Promise.resolve({ state: 'delivered', attempts: [], ...(application.submittedAt === undefined ? {} : { deliveredAt: application.submittedAt }) })
    : parts.deliveryOf(application.id, node);

/** The receipt of the submission itself counts as "delivered on", whatever else is still on its way. */
const submissionDelivery = (leg: HomeLeg, delivery: DeliveryView): DeliveryView => (leg.storedAt === undefined ? delivery : { ...delivery, deliveredAt: leg.storedAt });

/** The whole application with every leg, for its applicant alone. @throws AppError `application-not-found` */
export const readApplication = async (parts: Parts, caller: Caller, id: string): Promise<ApplicationView> => {
  const application = await ownApplication(parts, parts.db, caller, id);
  const legs = await homeStore.legs(parts.db, [id]);
  const history = await logStore.history(parts.db, 'home', id);
  const deliveries = await Promise.all(legs.map(async (leg) => submissionDelivery(leg, await deliveryOf(parts, application, leg.node))));
  const delivery = (index: number): DeliveryView => deliveries[index] ?? { state: 'none', attempts: [] };
  return {
    id: application.id, type: application.type, title: application.title, formVersion: application.formVersion, language: application.language, createdAt: application.createdAt,
    updatedAt: application.updatedAt, ...(application.submittedAt === undefined ? {} : { submittedAt: application.submittedAt }), version: application.version, revision: application.revision,
    datasets: application.datasets.map(({ country: _country, ...dataset }) => dataset), answers: application.answers,
    problems: application.submittedAt === undefined ? [...problemsOf(parts, application)] : [],
    combined: combinedStatusOf(legs.map((leg, index) => forStatus(parts, leg, delivery(index))), parts.clock.now()),
    legs: legs.map((leg, index) => legViewOf(parts, application, leg, delivery(index), history.get(leg.node) ?? [])),
  };
};

/** Own applications, newest first. */
export const listApplications = async (parts: Parts, caller: Caller): Promise<readonly ApplicationSummary[]> => {
  const applications = await homeStore.ofApplicant(parts.db, caller.person);
  const legs = await homeStore.legs(parts.db, applications.map((application) => application.id));
  return applications.map((application) => {
    const own = legs.filter((leg) => leg.application === application.id);
    return {
      id: application.id, type: application.type, title: application.title, createdAt: application.createdAt, updatedAt: application.updatedAt,
      ...(application.submittedAt === undefined ? {} : { submittedAt: application.submittedAt }), countries: [...countriesOf(application.datasets)],
      combined: combinedStatusOf(own.map((leg) => forStatus(parts, leg, { state: 'none', attempts: [] })), parts.clock.now()),
    };
  });
};
