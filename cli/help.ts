/** What `veil --help` prints. */
export const helpText = `Veil hides every face in videos and photos, on this machine. Nothing is uploaded.

  veil anonymize IN... -o OUT|DIR    write IN with every face hidden (into DIR: NAME-veiled.mp4, .jpg, .png, .webp).
                                     IN may be a folder: all videos and photos in it and below, into DIR
  veil analyze IN -o A.json          write what was found, as JSON or as boxes for other tools

Hiding (anonymize)
  --fill erase|solid|image|mosaic|blur   default erase: nothing of the face is used.
                                         mosaic and blur are cosmetic: they can be undone
  --fill-color #rrggbb                   for --fill solid (default black)
  --fill-image FILE.png                  for --fill image
  --mask ellipse|box                     default ellipse
  --mask-scale N                         0.8 to 3, default 1: the head with hair, ears and jaw
  --audio keep|drop                      default keep: as it is, or encoded anew as Opus
  --codec auto|h264|hevc|vp9|av1         default auto: H.264, or VP9 where it does not take the size
  --profile P                            what OUT is for: balanced (default), realtime, streaming, quality, archival
  --bitrate profile|constant|adaptive    default as the profile has it; adaptive follows what is to be seen
  --report R.json                        write what was done (a list when there are several files)

People (anonymize)
  --keep PHOTO               hide all but the person in the photo; several times for several people
  --hide PHOTO               hide the person in the photo, show all others who are surely known
                             (with --keep: hide them too). Who may be them is hidden
  --people keep:1,4@DIGEST   the same by the ids of a former report of the same video; or hide:2@DIGEST.
                             Ids hold only for the same analysis (options, models, machine): DIGEST is that report's
                             foundDigest, and with it nothing is made where others are found

Finding
  --quality fast|balanced|thorough       default balanced: every frame;
                                         photos as thorough
  --detector auto|yunet|embedded         default auto: the best that is there
  --sensitivity N                        0 to 1, default 0.5; higher finds more, also what is no face
  --backend auto|cpu|gpu                 default auto: what is measured to be faster
                                         of a real GPU and the processor
  --detect-backend auto|cpu|gpu          the same for looking for faces alone
  --start T, --end T                     seconds or h:mm:ss (videos only)

Work that was done before (one video)
  --project W.veil.json                  corrections and choices of the review room, as saved there;
                                         options given beside it count more
  --labels FILE                          hide these boxes too: MOTChallenge, COCO or CVAT for video
  --format json|mot|coco|cvat            for analyze, default json

Always
  -o, --output PATH    --force overwrites what exists    --json one event per line
  -h, --help           -v, --version

Exit codes: 0 done, 2 usage, 3 unreadable input, 4 unsupported, 5 failed.
CHROME_PATH names the browser to use; TMPDIR is where work in progress is kept.
`;
