import { useCallback, useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Answers, ApplicationView } from '../../../../core/api/applications.ts';
import { saveApplication } from '../../api/applications.ts';
import { isApiError } from '../../api/client.ts';
import { forgetUnsaved, keepUnsaved, unsavedAnswers } from './unsaved.ts';

export type SaveState = { kind: 'saved'; at: string } | { kind: 'waiting' } | { kind: 'saving' } | { kind: 'failed'; error: unknown } | { kind: 'elsewhere' };
export type Draft = { answers: Answers; state: SaveState; change: (answers: Answers) => void; flush: () => Promise<boolean>; takeNewest: () => void };

const pauseMs = 600; // a pause of typing; leaving a page saves at once

/** Answers being edited: every change is sent after a pause, one request at a time, and kept on the device until the server has it.
 *  A save refused with 409 or 412 means another tab or person was faster: nothing is overwritten, the reader decides. */
export const useDraft = (application: ApplicationView): Draft => {
  const client = useQueryClient();
  const id = application.id;
  const [answers, setAnswers] = useState<Answers>(() => unsavedAnswers(id, application.revision) ?? application.answers);
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: application.updatedAt });
  const latest = useRef(answers);
  const revision = useRef(application.revision);
  const dirty = useRef(false);
  const running = useRef<Promise<boolean> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const save = useCallback(async (): Promise<boolean> => {
    while (dirty.current) {
      dirty.current = false;
      const sent = latest.current;
      setState({ kind: 'saving' });
      try {
        const saved = await saveApplication(id, revision.current, { answers: sent });
        revision.current = saved.revision;
        client.setQueryData(['application', id], saved);
        if (!dirty.current) {
          forgetUnsaved(id);
          setState({ kind: 'saved', at: saved.updatedAt });
        }
      } catch (error) {
        const elsewhere = isApiError(error, 409, 412);
        dirty.current = !elsewhere;
        setState(elsewhere ? { kind: 'elsewhere' } : { kind: 'failed', error });
        return false;
      }
    }
    return true;
  }, [client, id]);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current !== undefined && !(await running.current)) return false;
    running.current = save();
    return running.current.finally(() => (running.current = undefined));
  }, [save]);

  const change = useCallback((next: Answers): void => {
    latest.current = next;
    dirty.current = true;
    setAnswers(next);
    setState((before) => (before.kind === 'elsewhere' ? before : { kind: 'waiting' }));
    keepUnsaved(id, revision.current, next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), pauseMs);
  }, [flush, id]);

  const takeNewest = useCallback((): void => {
    forgetUnsaved(id);
    window.location.reload();
  }, [id]);

  useEffect(() => {
    if (latest.current !== application.answers && unsavedAnswers(id, application.revision) !== undefined) {
      dirty.current = true;
      void flush();
    }
    const leaving = (): void => void flush();
    window.addEventListener('online', leaving);
    return () => {
      window.removeEventListener('online', leaving);
      void flush();
    };
    // Only on arrival and on leaving: later revisions come through `save`.
  }, []);

  return { answers, state, change, flush, takeNewest };
};
