import type { Finding } from '../../domain/assessment.ts';

/** How grave a finding is. */
export type Severity = Finding['severity'];

/** The gravest first. */
export const SEVERITIES: readonly Severity[] = ['life', 'attention', 'unknown', 'note', 'satisfied'];
