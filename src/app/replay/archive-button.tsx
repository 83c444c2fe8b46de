import { Archive } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

const ArchiveDialog = lazy(() => import('./archive-dialog.tsx').then((m) => ({ default: m.ArchiveDialog })));

/** Opens the list of past incidents, from which any is replayed. */
export function ArchiveButton() {
	const { t } = useTranslation();
	const [isOpen, setIsOpen] = useState(false);
	return (
		<>
			<button type="button" className="btn btn--row" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
				<Archive size={16} strokeWidth={1.75} aria-hidden />
				{t('replay.archiveOpen')}
			</button>
			{isOpen && (
				<Suspense>
					<ArchiveDialog onClose={() => setIsOpen(false)} />
				</Suspense>
			)}
		</>
	);
}
