import { CORRIDOR_HALF_M, type Skeleton } from './build-skeleton.ts';
import type { StreetNet } from './street-net.ts';
