import { lazy, Suspense } from 'react';
import { useServices, useUi } from '../state/services.ts';

const ReportDialog = lazy(() => import('./report-dialog.tsx').then((m) => ({ default: m.ReportDialog })));

/** The report's dialog while one is asked for; its code, the PDF writer and the fonts come with it. */
export function ReportSlot() {
	const { ui } = useServices();
	const incidentId = useUi((state) => state.report);
	if (incidentId === null) return null;
	return (
		<Suspense fallback={null}>
			<ReportDialog key={incidentId} incidentId={incidentId} onClose={() => ui.setState({ report: null })} />
		</Suspense>
	);
}
