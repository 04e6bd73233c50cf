import { readNames } from '../../../mappings/dcat-to-dataset/read-names.ts';
import { normalise } from '../../../mappings/normalise/normalise.ts';
import type { NormaliseSettings } from '../../../mappings/normalise/settings.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import type { Describe } from '../describe.ts';
import { createDescribe } from '../describe.ts';
import type { Validator } from '../validate/validator.ts';
import { createValidator } from '../validate/validator.ts';
import type { PrepareParts } from './prepare.ts';
import { createPrepare } from './prepare.ts';
import type { Prepare } from './prepared.ts';

export type OwnNode = { readonly id: string; readonly country: string; readonly publicUrl: string };

/** With the real validation; shapes and lists are read once, at the first description that needs them. @param base portal address of the node */
export const createRealDescribe = (base: string): Describe => {
  let validator: Promise<Validator> | undefined;
  return createDescribe({
    base,
    validate: async (description, record) => {
      validator ??= createValidator();
      return (await validator).validate(description, record);
    },
  });
};

/** What the pipeline of a node is made of. @param stateTrust puts the decisions on trusted holders onto a description */
export const ownPrepareParts = (node: OwnNode, stateTrust: (description: Description) => Description, countryOf = (id: string): string => (id === node.id ? node.country : id.slice(0, 2))): PrepareParts<NormaliseSettings> => ({
  node: { id: node.id, country: node.country }, publicUrl: node.publicUrl, toRecord: readNames, countryOf, describe: createRealDescribe(node.publicUrl),
  normalise: (description, settings) => {
    const { description: normal, changes } = normalise(description, settings);
    return { description: stateTrust(normal), notes: changes };
  },
});

export const createOwnPrepare = (node: OwnNode, stateTrust: (description: Description) => Description): Prepare<NormaliseSettings> => createPrepare(ownPrepareParts(node, stateTrust));
