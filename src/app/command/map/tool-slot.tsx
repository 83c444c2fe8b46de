import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GROUND_SHOWN } from '../../../scene/ground-shown.ts';
import { useUi } from '../../state/services.ts';
import { Skeleton } from '../../ui/states.tsx';
import { Guarded } from '../guarded.tsx';

/** Panels that come after the first picture, or when their tool is taken in hand before that. */
const LOADERS = {
	tactics: () => import('../tactics/tactics-panel.tsx').then((m) => m.TacticsPanel),
	measure: () => import('../measure/measure-panel.tsx').then((m) => m.MeasurePanel),
	force: () => import('../force/force-panel.tsx').then((m) => m.ForcePanel),
	roster: () => import('../roster/roster-panel.tsx').then((m) => m.RosterPanel),
	requests: () => import('../requests/requests-panel.tsx').then((m) => m.RequestsPanel),
	log: () => import('../log/log-panel.tsx').then((m) => m.LogPanel),
} as const;
type SlottedTool = keyof typeof LOADERS;

const panels = new Map<SlottedTool, ComponentType>();

/** A map that is not drawn by then may never be. */
const UNDRAWN_MS = 15_000;

/** Its panel; one that could not be had is forgotten, so that it is asked for again. */
function findPanel(tool: SlottedTool): ComponentType {
	const known = panels.get(tool);
	if (known) return known;
	const panel = lazy(async () => {
		try {
			return { default: await LOADERS[tool]() };
		} catch (error) {
			panels.delete(tool);
			throw error;
		}
	});
	panels.set(tool, panel);
	return panel;
}

/** The panel of the tool in hand; it is there while the tool is open and gone after, so it keeps what must not be lost elsewhere. */
export function ToolSlot() {
	const { t } = useTranslation();
	const tool = useUi((state) => state.tool);
	usePreload();
	if (!isSlotted(tool)) return null;
	const name = t(`tool.${tool}`);
	return (
		<Guarded key={tool} name={name} className="tool-panel float">
			<ToolPart tool={tool} name={name} />
		</Guarded>
	);
}

/** Holds on to one try to have the panel: when that fails it is gone, and the next one begins another. */
function ToolPart({ tool, name }: { readonly tool: SlottedTool; readonly name: string }) {
	const [Panel] = useState(() => findPanel(tool));
	return (
		<Suspense
			fallback={
				<section className="tool-panel float" aria-label={name}>
					<Skeleton label={name} />
				</section>
			}
		>
			<Panel />
		</Suspense>
	);
}

function isSlotted(tool: string): tool is SlottedTool {
	return Object.hasOwn(LOADERS, tool);
}

/**
 * Fetches all panels once streets and buildings are drawn: what is typed right after a tool's key must not come before its panel, and a panel
 * opens also when the server is gone. Where no map can be drawn they come after a while.
 */
function usePreload(): void {
	useEffect(() => {
		const fetchPanels = () => {
			stop();
			// One that cannot be had now is asked for again by its key, which says so.
			for (const load of Object.values(LOADERS)) load().catch(() => {});
		};
		const marks = new PerformanceObserver((list) => {
			if (list.getEntriesByName(GROUND_SHOWN).length > 0) fetchPanels();
		});
		const timer = setTimeout(fetchPanels, UNDRAWN_MS);
		const stop = () => {
			clearTimeout(timer);
			marks.disconnect();
		};
		marks.observe({ type: 'mark', buffered: true });
		return stop;
	}, []);
}
