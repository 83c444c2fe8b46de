import { drawOnPaper } from './draw-on-paper.ts';
import type { Services } from './services.ts';

/** Prints the page with the map in the colours of paper: PrintPicture takes its picture as the printing begins. */
export async function printPage({ ui }: Pick<Services, 'ui'>): Promise<void> {
	await drawOnPaper(ui, async () => print());
}
