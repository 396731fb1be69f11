/** Raw pictures in, a WebM file out. Waits while the encoder has enough to do, so that pictures do not pile up. */
import { VideoEncoder, VideoFrame, WebMMuxer, type EncodedVideoChunk } from '@napi-rs/webcodecs'

export interface FilmOptions {
  readonly width: number
  readonly height: number
  readonly bitsASecond: number
  /** a picture that stands alone at least this often, so that a player can jump */
  readonly keyFrameMs: number
  readonly queue: number
}

const CODEC = 'vp09.00.40.08'
const MICRO = 1000

export class FilmEncoder {
  private readonly encoder: VideoEncoder
  private readonly muxer = new WebMMuxer()
  private failure: Error | null = null
  private lastKeyMs = -Infinity

  constructor(private readonly options: FilmOptions) {
    const { width, height } = options
    this.muxer.addVideoTrack({ width, height, codec: CODEC })
    this.encoder = new VideoEncoder({
      output: (chunk: EncodedVideoChunk) => this.muxer.addVideoChunk(chunk),
      error: (error: Error) => {
        this.failure = error
      },
    })
    this.encoder.configure({ codec: CODEC, width, height, bitrate: options.bitsASecond, latencyMode: 'realtime' })
  }

  /** `pixels`: RGBA. */
  async add(pixels: Uint8Array, atMs: number, ms: number): Promise<void> {
    while (this.encoder.encodeQueueSize >= this.options.queue && !this.failure) await pause()
    if (this.failure) throw this.failure
    const { width, height, keyFrameMs } = this.options
    const frame = new VideoFrame(pixels, {
      format: 'RGBA',
      codedWidth: width,
      codedHeight: height,
      timestamp: Math.round(atMs * MICRO),
      duration: Math.round(ms * MICRO),
    })
    const keyFrame = atMs - this.lastKeyMs >= keyFrameMs
    if (keyFrame) this.lastKeyMs = atMs
    this.encoder.encode(frame, { keyFrame })
    frame.close()
    await pause()
  }

  async end(): Promise<Uint8Array> {
    await this.encoder.flush()
    if (this.failure) throw this.failure
    return this.muxer.finalize()
  }

  close(): void {
    this.encoder.close()
    this.muxer.close()
  }
}

/** Lets what else waits run: input, the encoder's answers. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
