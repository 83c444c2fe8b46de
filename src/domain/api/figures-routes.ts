import { z } from 'zod';
import { dayFiguresSchema } from '../records/day-figures.ts';
import { defineRoute as route } from './define-route.ts';

/** Figures of the whole city, for a big screen. */
export const FIGURES_ROUTES = {
	/** `fromMs`: since when alarms are counted, the reader's midnight; at most two days ago. */
	dayFigures: route('GET', '/api/figures/day', 'incident.read', {
		query: z.object({ fromMs: z.coerce.number().int().min(0) }),
		response: dayFiguresSchema,
	}),
} as const;
