/** A WebGPU adapter as it describes itself (`GPUAdapterInfo`); browsers leave words empty that would tell too much of a machine. */
export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** WebGPU carried out by the processor (SwiftShader, lavapipe): right, and slower than the CPU way. */
  readonly software: boolean;
}

/** In one line, for reports. */
export function adapterName({ vendor, architecture, device, description, software }: AdapterFacts): string {
  const words = [vendor, architecture, device, description].filter((word) => word !== '');
  return `${words.length === 0 ? 'an adapter without a name' : words.join(' ')}${software ? ' (carried out by the processor)' : ''}`;
}
