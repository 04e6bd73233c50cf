import type { Session } from '../../../../core/api/session.ts';
import type { Operation } from '../../operation.ts';
import { login, loginCallback, logout } from './login.ts';
import type { LoginParts } from './login.ts';
import { readSession } from './session.ts';

export const sessionOperations = (parts: LoginParts & { facts: Session['node'] }): readonly Operation[] => [readSession(parts.facts), login(parts), loginCallback(parts), logout(parts)];
