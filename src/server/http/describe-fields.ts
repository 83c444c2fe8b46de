import { describeEnum, PARAMETER_WORDS, TIME_WORDS } from '../../domain/api/field-words.ts';

/** Says, at every enum and every one of the eleven times in a part of the API's document, what it means. What is described already stays. */
export function describeFields(node: unknown): void {
	if (typeof node !== 'object' || node === null) return;
	const schema = node as { enum?: unknown; description?: unknown; properties?: Record<string, unknown> };
	if (Array.isArray(schema.enum) && schema.description === undefined) {
		const words = describeEnum(schema.enum);
		if (words !== undefined) schema.description = words;
	}
	if (schema.properties && 'decontaminated' in schema.properties) describeTimes(schema.properties);
	for (const inner of Object.values(node)) describeFields(inner);
}

function describeTimes(properties: Record<string, unknown>): void {
	for (const [name, words] of Object.entries(TIME_WORDS)) {
		const time = properties[name] as { description?: string } | undefined;
		if (time) time.description ??= `${words}. null = not told.`;
	}
}

/** A parameter of the document. */
export interface DocumentParameter {
	name: string;
	in: string;
	description?: string;
	required?: boolean;
	schema?: unknown;
}

/** Says what parameters mean, by their names. */
export function describeParameters(parameters: readonly DocumentParameter[]): void {
	for (const parameter of parameters) {
		const words = PARAMETER_WORDS[parameter.name];
		if (words !== undefined) parameter.description ??= words;
	}
}
