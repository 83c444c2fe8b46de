import type { Api } from '../../client/api.ts';
import { NotFoundError } from '../../domain/errors.ts';
import type { Attachment } from '../../domain/records/attachment.ts';
import type { RecordedEvent } from '../../domain/records/change.ts';
import type { MapPicture, ReadPhoto, ReportData } from './report-parts.ts';

/** As many events as the server tells at once. */
const A_PAGE = 5000;
/** As many photos as a report takes. */
const MOST_PHOTOS = 24;
/** Printed 58 mm wide: some 200 dots an inch. */
const PHOTO_PX = 480;
const PHOTO_QUALITY = 0.8;

/**
 * Reads all that a report of an incident is made of. A photo that cannot be drawn is kept as such, an assessment that was not made is null.
 * @throws as Api.readReport, Api.listEvents
 */
export async function readReportData(
	api: Pick<Api, 'readReport' | 'listEvents' | 'readAssessment'>,
	incidentId: string,
	map: MapPicture,
	onStep: (step: 'reading' | 'pictures') => void,
	signal: AbortSignal,
): Promise<ReportData> {
	onStep('reading');
	const [report, events, assessed] = await Promise.all([
		api.readReport(incidentId, signal),
		readEvents(api, incidentId, signal),
		api.readAssessment(incidentId, signal).catch((error: unknown) => {
			if (error instanceof NotFoundError) return null;
			throw error;
		}),
	]);
	onStep('pictures');
	const pictures = report.attachments.filter(({ mediaType }) => mediaType.startsWith('image/'));
	const photos: ReadPhoto[] = [];
	for (const picture of pictures.slice(0, MOST_PHOTOS)) photos.push(await readPhoto(picture, signal));
	return { report, events, assessed, map, photos, photosLeft: Math.max(0, pictures.length - MOST_PHOTOS) };
}

async function readEvents(api: Pick<Api, 'listEvents'>, id: string, signal: AbortSignal): Promise<RecordedEvent[]> {
	const events: RecordedEvent[] = [];
	for (;;) {
		const page = (await api.listEvents(id, events.at(-1)?.seq, signal)).events;
		events.push(...page);
		if (page.length < A_PAGE) return events;
	}
}

async function readPhoto({ id }: Attachment, signal: AbortSignal): Promise<ReadPhoto> {
	try {
		const response = await fetch(`/api/attachments/${encodeURIComponent(id)}/file`, { signal });
		if (!response.ok) return { id, jpeg: null };
		const bitmap = await createImageBitmap(await response.blob());
		const share = Math.min(1, PHOTO_PX / bitmap.width);
		const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * share))) as [
			number,
			number,
		];
		const canvas = new OffscreenCanvas(width, height);
		canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
		bitmap.close();
		const file = await canvas.convertToBlob({ type: 'image/jpeg', quality: PHOTO_QUALITY });
		return { id, jpeg: await file.arrayBuffer() };
	} catch (error) {
		if (signal.aborted) throw error;
		return { id, jpeg: null };
	}
}
