import { z } from 'zod';

const optionsSchema = z.object({
	/** 'lite': a cheaper picture for machines without a GPU. */
	gfx: z.enum(['full', 'lite']).catch('full'),
	lang: z.enum(['zh-CN', 'en']).nullable().catch(null),
	theme: z.enum(['dark', 'light']).nullable().catch(null),
	/** 'wall': for a big screen; null = the desk. */
	view: z.enum(['wall']).nullable().catch(null),
	/** Why signing in with a provider failed: an error code; null = it did not. */
	signInError: z.string().max(80).nullable().catch(null),
	/** The page is in a window in which somebody signed in for another page: it has nothing to do. */
	isSignedInWindow: z.boolean(),
});
/** What the page's address asks for; null = nothing, the saved setting holds. */
export type PageOptions = z.infer<typeof optionsSchema>;

/** Reads `?gfx=lite&lang=en&theme=light&view=wall`. `zh` means zh-CN; what cannot be read is as if absent. */
export function readPageOptions(search: string): PageOptions {
	const params = new URLSearchParams(search);
	const lang = params.get('lang');
	return optionsSchema.parse({
		gfx: params.get('gfx'),
		lang: lang === 'zh' ? 'zh-CN' : lang,
		theme: params.get('theme'),
		view: params.get('view'),
		signInError: params.get('signInError'),
		isSignedInWindow: params.get('signedIn') === '1',
	});
}
