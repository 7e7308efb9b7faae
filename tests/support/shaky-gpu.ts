/** A device as the test spoils it; everything else is the real device's. */
export interface ShakyDevice {
  readonly device: GPUDevice;
  /** Bytes of buffers alive. */
  bytes: number;
  /** Bytes of buffers alive beyond which there is no memory. */
  bytesMax: number;
  /** The next so many error scopes for validation report an error though all was carried out. */
  refusals: number;
  /** Calls that make something, by name. */
  readonly made: Record<string, number>;
}

/** A WebGPU whose devices can be spoiled: `devices` lists those that were opened, the newest last. */
export interface ShakyGpu {
  readonly gpu: GPU;
  readonly devices: ShakyDevice[];
  /** Adapters that can still be had. */
  adaptersLeft: number;
  /** Whether adapters say that the processor carries them out. */
  software: boolean;
  /** What devices opened from now on are given. */
  bytesMax: number;
  refusals: number;
}

/** Wraps the `GPU` of Dawn. */
export function shakyGpu(real: GPU): ShakyGpu {
  const shaky: ShakyGpu = {
    devices: [],
    adaptersLeft: Infinity,
    software: true,
    bytesMax: Infinity,
    refusals: 0,
    gpu: {
      requestAdapter: async (options?: GPURequestAdapterOptions) => {
        const adapter = shaky.adaptersLeft > 0 ? await real.requestAdapter(options) : null;
        shaky.adaptersLeft -= 1;
        if (adapter === null) return null;
        return over(adapter, {
          info: over(adapter.info, { isFallbackAdapter: shaky.software }),
          requestDevice: async (descriptor: GPUDeviceDescriptor) => {
            const { bytesMax, refusals } = shaky;
            const spoiled = shakyDevice(await adapter.requestDevice(descriptor), bytesMax, refusals);
            shaky.devices.push(spoiled);
            return spoiled.device;
          },
        });
      },
    } as unknown as GPU,
  };
  return shaky;
}

function shakyDevice(real: GPUDevice, bytesMax: number, refusals: number): ShakyDevice {
  const scopes: GPUErrorFilter[] = [];
  let outOfMemory = false;
  const counted = <Name extends 'createBindGroup' | 'createComputePipelineAsync'>(name: Name) => (...args: unknown[]): unknown => {
    spoiled.made[name] = (spoiled.made[name] ?? 0) + 1;
    return (real[name] as (...all: unknown[]) => unknown).apply(real, args);
  };
  const spoiled: ShakyDevice = {
    bytes: 0,
    bytesMax,
    refusals,
    made: {},
    device: over(real, {
      createBindGroup: counted('createBindGroup'),
      createComputePipelineAsync: counted('createComputePipelineAsync'),
      createBuffer: (descriptor: GPUBufferDescriptor) => {
        spoiled.made['createBuffer'] = (spoiled.made['createBuffer'] ?? 0) + 1;
        if (spoiled.bytes + descriptor.size > spoiled.bytesMax) {
          outOfMemory = true;
          return invalidBuffer(real, descriptor);
        }
        spoiled.bytes += descriptor.size;
        let alive = true;
        const buffer = real.createBuffer(descriptor);
        const destroy = buffer.destroy.bind(buffer);
        buffer.destroy = () => {
          if (alive) spoiled.bytes -= descriptor.size;
          alive = false;
          destroy();
        };
        return buffer;
      },
      pushErrorScope: (filter: GPUErrorFilter) => {
        scopes.push(filter);
        real.pushErrorScope(filter);
      },
      popErrorScope: async () => {
        const filter = scopes.pop();
        const popped = real.popErrorScope();
        if (filter === 'out-of-memory' && outOfMemory) {
          outOfMemory = false;
          return { message: 'as the test wants it' };
        }
        if (filter === 'validation' && spoiled.refusals > 0) {
          spoiled.refusals -= 1;
          return { message: 'as the test wants it' };
        }
        return popped;
      },
    }),
  };
  return spoiled;
}

/** What a device gives that has no memory: a buffer that nothing can be done with. */
function invalidBuffer(real: GPUDevice, { size }: GPUBufferDescriptor): GPUBuffer {
  real.pushErrorScope('validation');
  const buffer = real.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
  void real.popErrorScope().catch(() => undefined); // a device that is gone pops nothing
  return buffer;
}

/** A native object with some methods of our own; its methods only work on itself. */
function over<T extends object>(real: T, own: object): T {
  return new Proxy(real, {
    get: (target, key) => {
      if (key in own) return Reflect.get(own, key) as unknown;
      const value = Reflect.get(target, key, target) as unknown;
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
