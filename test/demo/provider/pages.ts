import { demoPassword, demoUsers } from '../users.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem }
label { display: block; margin-top: 1rem; font-weight: 600 }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem }
button { font: inherit; padding: .5rem 1rem; margin-top: 1rem; min-height: 2.75rem }
ul { columns: 2; padding-left: 1.2rem }
.wrong { border-left: .3rem solid #b3261e; padding-left: 1rem }
</style></head><body><main>${body}</main></body></html>`;

/** The demo provider's own sign-in page. The list of logins stands on it because this is a demonstration. */
export const signInPage = (options: { readonly uid: string; readonly client: string; readonly login?: string; readonly wrong: boolean }): string =>
  page('Sign in – demo identity provider', `
<h1>Sign in</h1>
<p>Demo identity provider, for ${escape(options.client)}. Every password is <code>${demoPassword}</code>.</p>
${options.wrong ? '<p class="wrong" role="alert">That login and password do not belong together. Try again.</p>' : ''}
<form method="post" action="/sign-in/${escape(options.uid)}">
<label for="login">Login</label>
<input id="login" name="login" autocomplete="username" required autofocus list="logins" value="${escape(options.login ?? '')}">
<datalist id="logins">${demoUsers.map((user) => `<option value="${user.login}">${escape(user.name)}</option>`).join('')}</datalist>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
</form>
<h2>Logins</h2><ul>${demoUsers.map((user) => `<li><code>${user.login}</code></li>`).join('')}</ul>`);

export const expiredPage = (): string =>
  page('Sign-in has expired', '<h1>This sign-in has expired</h1><p>Go back to the portal and choose “Sign in” again. Nothing is lost.</p>');

type Ctx = { body: unknown };

/** Asked before the provider's own session ends. */
export const logoutPage = async (ctx: Ctx, form: string): Promise<void> => {
  ctx.body = page('Sign out', `<h1>Sign out</h1><p>Sign out of the demo identity provider too?</p>${form}
<button type="submit" form="op.logoutForm" value="yes" name="logout" autofocus>Sign out</button> <button type="submit" form="op.logoutForm">Stay signed in</button>`);
};

export const loggedOutPage = async (ctx: Ctx): Promise<void> => {
  ctx.body = page('Signed out', '<h1>You are signed out</h1>');
};
