import { lazy, Suspense } from 'react';
import { useUi } from '../../state/services.ts';

const IntakeForm = lazy(() => import('./intake-form.tsx').then((module) => ({ default: module.IntakeForm })));

/** The form of a new alarm, open while there is a draft; its code comes with the first one. */
export function AlarmDialog() {
	const draft = useUi((state) => state.draft);
	return (
		draft && (
			<Suspense fallback={null}>
				<IntakeForm draft={draft} />
			</Suspense>
		)
	);
}
