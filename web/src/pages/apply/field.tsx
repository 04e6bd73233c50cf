import { Checkbox, Radio, Select, Textfield, ValidationMessage } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { plainText } from '../../ui/lang-text.tsx';
import { fieldId, type Field } from './answers.ts';

export type FieldProps = { field: Field; country: string | undefined; value: unknown; error: string | undefined; onChange: (value: unknown) => void; onLeave: () => void };
type Drawn = FieldProps & { id: string; label: string; help: string };

const inputType: Partial<Record<Field['type'], string>> = { date: 'date', integer: 'text', url: 'url', email: 'email', phone: 'tel' };
const autoComplete: Partial<Record<Field['type'], string>> = { email: 'email', phone: 'tel' };
const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const fewOptions = 7; // more are chosen from a list instead of radio buttons

const readText = (type: Field['type'], text: string): unknown => {
  if (text === '') return undefined;
  return type === 'integer' && /^-?\d{1,15}$/.test(text.trim()) ? Number(text.trim()) : text;
};

const TextInput = ({ field, id, label, help, value, error, onChange, onLeave }: Drawn) => {
  const shared = { id, label, description: help, error, value: textOf(value), onBlur: onLeave, 'aria-required': field.required } as const;
  if (field.type === 'text') return <Textfield {...shared} multiline rows={5} maxLength={10_000} onChange={(event) => onChange(readText('text', event.target.value))} />;
  return (
    <Textfield
      {...shared}
      type={(inputType[field.type] ?? 'text') as 'text'}
      inputMode={field.type === 'integer' ? 'numeric' : undefined}
      autoComplete={autoComplete[field.type] ?? 'off'}
      maxLength={field.type === 'string' ? 250 : undefined}
      onChange={(event) => onChange(readText(field.type, event.target.value))}
    />
  );
};

const Choice = ({ field, id, label, help, value, error, onChange, onLeave }: Drawn) => {
  const { t } = useTranslation();
  const { language } = useFormat();
  const options = field.options ?? [];
  if (options.length > fewOptions) {
    return (
      <div className="field-block">
        <label htmlFor={id} className="ds-label">{label}</label>
        {help !== '' && <p className="meta" id={`${id}-help`}>{help}</p>}
        <Select id={id} value={textOf(value)} aria-invalid={error !== undefined} aria-describedby={`${id}-help ${id}-error`} onBlur={onLeave} onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}>
          <Select.Option value="">{t('form.choose')}</Select.Option>
          {options.map((option) => <Select.Option key={option.key} value={option.key}>{plainText(option.label, language)}</Select.Option>)}
        </Select>
        {error !== undefined && <ValidationMessage id={`${id}-error`}>{error}</ValidationMessage>}
      </div>
    );
  }
  return (
    <fieldset className="choice" id={id} tabIndex={-1} aria-describedby={`${id}-help ${id}-error`}>
      <legend>{label}</legend>
      {help !== '' && <p className="meta" id={`${id}-help`}>{help}</p>}
      {options.map((option) => <Radio key={option.key} name={id} value={option.key} label={plainText(option.label, language)} checked={value === option.key} aria-invalid={error !== undefined} onChange={() => { onChange(option.key); onLeave(); }} />)}
      {error !== undefined && <ValidationMessage id={`${id}-error`}>{error}</ValidationMessage>}
    </fieldset>
  );
};

const Choices = ({ field, id, label, help, value, error, onChange, onLeave }: Drawn) => {
  const { language } = useFormat();
  const chosen = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  const toggle = (key: string): void => {
    const next = chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key];
    onChange(next.length === 0 ? undefined : next);
    onLeave();
  };
  return (
    <fieldset className="choice" id={id} tabIndex={-1} aria-describedby={`${id}-help ${id}-error`}>
      <legend>{label}</legend>
      {help !== '' && <p className="meta" id={`${id}-help`}>{help}</p>}
      {(field.options ?? []).map((option) => <Checkbox key={option.key} value={option.key} label={plainText(option.label, language)} checked={chosen.includes(option.key)} aria-invalid={error !== undefined} onChange={() => toggle(option.key)} />)}
      {error !== undefined && <ValidationMessage id={`${id}-error`}>{error}</ValidationMessage>}
    </fieldset>
  );
};

const YesBox = ({ id, label, help, value, error, onChange, onLeave }: Drawn) => (
  <Checkbox id={id} label={label} description={help} error={error} checked={value === true} onChange={(event) => { onChange(event.target.checked ? true : undefined); onLeave(); }} />
);

/** One question of the form, drawn by its type. Labels come with the form, in the reader's language. */
export const FormField = (props: FieldProps) => {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { field, country } = props;
  const name = plainText(field.label, language);
  const drawn: Drawn = { ...props, id: fieldId(field.linkId, country), label: field.required ? name : t('form.optional', { label: name }), help: plainText(field.help, language) };
  switch (field.type) {
    case 'boolean':
      return <YesBox {...drawn} />;
    case 'choice':
      return <Choice {...drawn} />;
    case 'choices':
      return <Choices {...drawn} />;
    case 'auto':
    case 'group':
    case 'file':
      return null;
    default:
      return <TextInput {...drawn} />;
  }
};
