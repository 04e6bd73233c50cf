import { geodcatap } from '../../../../core/vocabulary/geodcatap.ts';
import { healthdcatap } from '../../../../core/vocabulary/healthdcatap.ts';
import { xsd } from '../../../../core/vocabulary/xsd.ts';
import type { Description } from '../../../../mappings/rdf/description.ts';
import { quad, typedLiteral } from '../../../../mappings/rdf/terms.ts';

/** The description with the flag on its custodian, as decided here (Art. 72(2)); a flag that came with the data is not believed. */
export const stateTrust = (description: Description, trusted: ReadonlySet<string>): Description => {
  const custodians = description.quads.filter((one) => one.subject.value === description.iri && one.predicate.value === geodcatap.custodian).map((one) => one.object);
  const others = description.quads.filter((one) => one.predicate.value !== healthdcatap.trustedDataHolder);
  const flags = custodians.filter((agent) => trusted.has(agent.value)).map((agent) => quad(agent as never, healthdcatap.trustedDataHolder, typedLiteral('true', xsd.boolean)));
  return others.length === description.quads.length && flags.length === 0 ? description : { iri: description.iri, quads: [...others, ...flags] };
};
