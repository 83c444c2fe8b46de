import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import type { EntryFile } from './list-entries.ts';

/** Kinds of picture that every browser draws. */
const DRAWN = ['image/jpeg', 'image/png', 'image/webp'];

/** The files of a line: pictures small, a press shows one whole; others by name. */
export function EntryFiles({ files }: { readonly files: readonly EntryFile[] }) {
	const { t } = useTranslation();
	const [open, setOpen] = useState<EntryFile | null>(null);
	return (
		<div className="log-files">
			{files.map((file) =>
				DRAWN.includes(file.mediaType) ? (
					<button
						key={file.id}
						type="button"
						className="log-files__photo"
						aria-label={t('log.photo', { name: file.fileName })}
						title={file.fileName}
						onClick={() => setOpen(file)}
					>
						<img src={addressOf(file)} alt="" loading="lazy" />
					</button>
				) : (
					<a key={file.id} className="log-files__file" href={addressOf(file)} download={file.fileName}>
						<FileText size={16} strokeWidth={1.75} aria-hidden />
						{file.fileName || file.id}
					</a>
				),
			)}
			{open && (
				<Dialog title={open.fileName || open.id} closeLabel={t('log.photoClose')} wide onClose={() => setOpen(null)}>
					<img className="log-files__whole" src={addressOf(open)} alt={t('log.photo', { name: open.fileName })} />
					<a className="btn" href={addressOf(open)} download={open.fileName}>
						{t('log.photoOpen')}
					</a>
				</Dialog>
			)}
		</div>
	);
}

function addressOf({ id }: EntryFile): string {
	return `/api/attachments/${encodeURIComponent(id)}/file`;
}
