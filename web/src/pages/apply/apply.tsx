import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import type { ApplicationView, FormDefinition } from '../../../../core/api/applications.ts';
import { useApplication, useForm } from '../../api/applications.ts';
import { useSession } from '../../api/session.ts';
import { Page } from '../../layout/page.tsx';
import { Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { countriesOf, reviewKey, stepsOf } from './answers.ts';
import { Review } from './review.tsx';
import { SaveNotice } from './save-notice.tsx';
import { StepList } from './step-list.tsx';
import { StepPage } from './step-page.tsx';
import { useDraft } from './use-draft.ts';

const Editor = ({ application, form, section }: { application: ApplicationView; form: FormDefinition; section: string | undefined }) => {
  const draft = useDraft(application);
  const steps = stepsOf(form, countriesOf(application));
  const step = steps.find((one) => one.key === section);
  if (section !== reviewKey && step === undefined) return <Navigate replace to={`/apply/${application.id}/${steps[0]?.key ?? reviewKey}`} />;
  return (
    <>
      <SaveNotice draft={draft} />
      <div className="form-columns">
        <StepList form={form} application={application} steps={steps} />
        {step === undefined ? <Review form={form} application={application} draft={draft} /> : <StepPage key={step.key} form={form} application={application} draft={draft} step={step} steps={steps} />}
      </div>
    </>
  );
};

/** The application form, section by section; a submitted one is shown on its own page. */
const Apply = () => {
  const { t } = useTranslation();
  const { id = '', section } = useParams();
  const { data: session } = useSession();
  const application = useApplication(id, false, session?.person !== undefined);
  const form = useForm(application.data?.type);
  const title = application.data?.title === undefined || application.data.title === '' ? t('form.title') : application.data.title;
  return (
    <Page title={title} crumbs={[{ to: '/applications', label: t('nav.applications') }]}>
      <SignInFirst>
      <Read query={application} lines={8}>
        {(view) => (view.submittedAt !== undefined ? <Navigate replace to={`/applications/${id}`} /> : <Read query={form} lines={8}>{(definition) => <Editor application={view} form={definition} section={section} />}</Read>)}
      </Read>
      </SignInFirst>
    </Page>
  );
};
export default Apply;
