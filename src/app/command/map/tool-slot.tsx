import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useUi } from '../../state/services.ts';
import { Skeleton } from '../../ui/states.tsx';
import { Guarded } from '../guarded.tsx';

/** Panels that come when their tool is taken in hand for the first time. */
const PANELS = {
	tactics: lazy(() => import('../tactics/tactics-panel.tsx').then((m) => ({ default: m.TacticsPanel }))),
	measure: lazy(() => import('../measure/measure-panel.tsx').then((m) => ({ default: m.MeasurePanel }))),
	force: lazy(() => import('../force/force-panel.tsx').then((m) => ({ default: m.ForcePanel }))),
	roster: lazy(() => import('../roster/roster-panel.tsx').then((m) => ({ default: m.RosterPanel }))),
	requests: lazy(() => import('../requests/requests-panel.tsx').then((m) => ({ default: m.RequestsPanel }))),
	log: lazy(() => import('../log/log-panel.tsx').then((m) => ({ default: m.LogPanel }))),
} as const;

/** The panel of the tool in hand; it is there while the tool is open and gone after, so it keeps what must not be lost elsewhere. */
export function ToolSlot() {
	const { t } = useTranslation();
	const tool = useUi((state) => state.tool);
	if (!isSlotted(tool)) return null;
	const Panel = PANELS[tool];
	const name = t(`tool.${tool}`);
	return (
		<Guarded key={tool} name={name}>
			<Suspense
				fallback={
					<section className="tool-panel float" aria-label={name}>
						<Skeleton label={name} />
					</section>
				}
			>
				<Panel />
			</Suspense>
		</Guarded>
	);
}

function isSlotted(tool: string): tool is keyof typeof PANELS {
	return Object.hasOwn(PANELS, tool);
}
