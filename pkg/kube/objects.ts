/** Objects of the API server as plain JSON, with the fields that are decided about here; all others are carried along. */

interface Open {
  readonly [field: string]: unknown;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ObjectMeta extends Open {
  readonly name?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly generation?: number;
  readonly resourceVersion?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
}

export interface KubeObject extends Open {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: ObjectMeta;
}

/** `value` or `valueFrom`, whichever it has. */
export interface EnvVar extends Open {
  readonly name: string;
  readonly value?: string;
}

export interface Container extends Open {
  readonly name: string;
  readonly env?: readonly EnvVar[];
}

export interface PodTemplate extends Open {
  readonly metadata?: ObjectMeta;
  readonly spec?: Open & { readonly containers?: readonly Container[] };
}

export interface JobTemplate extends Open {
  readonly metadata?: ObjectMeta;
  readonly spec?: Open & { readonly template?: PodTemplate };
}

export interface CronJob extends KubeObject {
  readonly spec?: Open & {
    readonly schedule?: string;
    readonly timeZone?: string;
    readonly suspend?: boolean;
    readonly jobTemplate?: JobTemplate;
  };
}
