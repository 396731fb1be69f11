/** Raw pictures in, a WebM file out. Waits while the encoder has enough to do, so that pictures do not pile up. */
import { VideoEncoder, VideoFrame, type EncodedVideoChunk } from '@napi-rs/webcodecs'
import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Output, WebMOutputFormat } from 'mediabunny'

export interface FilmOptions {
  readonly width: number
  readonly height: number
  readonly bitsASecond: number
  /** a picture that stands alone at least this often, so that a player can jump */
  readonly keyFrameMs: number
  readonly queue: number
}

const CODEC = 'vp09.00.40.08'
const MICRO = 1_000
const MICRO_A_SECOND = 1_000_000

export class FilmEncoder {
  private readonly encoder: VideoEncoder
  private readonly target = new BufferTarget()
  private readonly output = new Output({ format: new WebMOutputFormat(), target: this.target })
  private readonly track = new EncodedVideoPacketSource('vp9')
  /** µs that each picture stands, by when it begins; the encoder does not keep them */
  private readonly durations = new Map<number, number>()
  /** packets are written one after another */
  private written: Promise<unknown>
  private failure: Error | null = null
  private lastKeyMs = -Infinity

  constructor(private readonly options: FilmOptions) {
    const { width, height } = options
    this.output.addVideoTrack(this.track)
    this.written = this.output.start()
    this.encoder = new VideoEncoder({
      output: (chunk: EncodedVideoChunk) => {
        this.written = this.written.then(() => this.write(chunk))
        this.written.catch((error: unknown) => this.fail(error))
      },
      error: (error: Error) => this.fail(error),
    })
    this.encoder.configure({ codec: CODEC, width, height, bitrate: options.bitsASecond, latencyMode: 'realtime' })
  }

  /** `pixels`: RGBA. */
  async add(pixels: Uint8Array, atMs: number, ms: number): Promise<void> {
    while (this.encoder.encodeQueueSize >= this.options.queue && !this.failure) await pause()
    if (this.failure) throw this.failure
    const { width, height, keyFrameMs } = this.options
    const timestamp = Math.round(atMs * MICRO)
    const duration = Math.round(ms * MICRO)
    this.durations.set(timestamp, duration)
    const frame = new VideoFrame(pixels, { format: 'RGBA', codedWidth: width, codedHeight: height, timestamp, duration })
    const keyFrame = atMs - this.lastKeyMs >= keyFrameMs
    if (keyFrame) this.lastKeyMs = atMs
    this.encoder.encode(frame, { keyFrame })
    frame.close()
    await pause()
  }

  async end(): Promise<Uint8Array> {
    await this.encoder.flush()
    await this.written
    if (this.failure) throw this.failure
    await this.output.finalize()
    return new Uint8Array(this.target.buffer ?? new ArrayBuffer(0))
  }

  close(): void {
    this.encoder.close()
    if (this.output.state === 'started') void this.output.cancel()
  }

  private async write(chunk: EncodedVideoChunk): Promise<void> {
    const bytes = new Uint8Array(chunk.byteLength)
    chunk.copyTo(bytes)
    const duration = this.durations.get(chunk.timestamp) ?? 0
    const type = chunk.type === 'key' ? 'key' : 'delta'
    const packet = new EncodedPacket(bytes, type, chunk.timestamp / MICRO_A_SECOND, duration / MICRO_A_SECOND)
    const { width, height } = this.options
    await this.track.add(packet, { decoderConfig: { codec: CODEC, codedWidth: width, codedHeight: height } })
  }

  private fail(error: unknown): void {
    this.failure ??= error instanceof Error ? error : new Error(String(error))
  }
}

/** Lets what else waits run: input, the encoder's answers. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
