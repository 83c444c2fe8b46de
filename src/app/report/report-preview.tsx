import { ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ReportPreviewProps {
	readonly file: Blob;
	readonly name: string;
}

/** A first look at a report that was made: its first page in the browser's own viewer, where it has one, and a way to open all of it. */
export function ReportPreview({ file, name }: ReportPreviewProps) {
	const { t } = useTranslation();
	const [url, setUrl] = useState<string | null>(null);
	useEffect(() => {
		const made = URL.createObjectURL(file);
		setUrl(made);
		return () => URL.revokeObjectURL(made);
	}, [file]);
	if (url === null) return null;
	return (
		<div className="report__preview">
			<a className="btn" href={url} target="_blank" rel="noreferrer">
				<ExternalLink size={16} strokeWidth={1.75} aria-hidden />
				{t('report.openFile')}
			</a>
			{navigator.pdfViewerEnabled && (
				<iframe title={`${t('report.preview')} ${name}`} src={`${url}#page=1&toolbar=0&navpanes=0&view=FitH`} />
			)}
		</div>
	);
}
