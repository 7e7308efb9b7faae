/** What `veil --help` prints. */
export const helpText = `Veil hides every face in videos and photos, on this machine. Nothing is uploaded.

  veil anonymize IN... -o OUT|DIR    write IN with every face hidden (into DIR: NAME-veiled.mp4, .jpg, .png, .webp).
                                     IN may be a folder: all videos and photos in it and below, into DIR
  veil follow IN -o OUT|DIR/         a crop that follows one person; of several, a video of each into DIR
  veil split IN -o OUT               several people, each in a place of their own
  veil trim IN -o OUT                only where somebody is seen or speaks, or chosen stretches
  veil segments IN -o DIR/           the same, each stretch a file: NAME-veiled-01.mp4, ...
  veil summary IN -o OUT             who appears when: the beginning of each appearance
  veil motion IN -o OUT              skeletons, boxes, numbers and actions drawn over people; or what is known of them, by the
                                     name of OUT: .json COCO keypoints, .csv or .vtt actions, .txt who does what. Into a
                                     folder: all of these
  veil analyze IN -o A.json          write what was found, as JSON, as boxes for other tools, or speech as WebVTT.
                                     IN may be sound alone: WAV, M4A, MP3, FLAC, Opus and others

All but analyze hide as anonymize does, whatever else they make.

Hiding (all but analyze)
  --fill erase|solid|image|mosaic|blur   default erase: nothing of the face is used.
                                         mosaic and blur are cosmetic: they can be undone
  --fill-color #rrggbb                   for --fill solid (default black)
  --fill-image FILE.png                  for --fill image
  --cover head|eyes|person               default head, with hair, ears and jaw: the body stays visible.
                                         eyes: a band over them (the head where nobody knows where they are);
                                         whoever knows these people still recognises them.
                                         person: head and body, as far as the body is found; wide clothes,
                                         things carried, shadows and mirrors may stay visible
  --mask ellipse|box                     default ellipse
  --mask-scale N                         0.8 to 3, default 1: as large as --cover says
  --audio keep|drop|silence|bleep|disguise   default keep: as it is, or encoded anew as Opus. Disguised
                                         voices may still be recognised, and all words understood
  --audio-of all|speech|1,4@DIGEST       whose sound the last three are for, default all; people by the ids of
                                         a report. Speech of which nobody knows whose it is counts too
  --audio-range 0:10-0:12.5=bleep        the same by hand, several times; or =silence, =disguise
  --codec auto|h264|hevc|vp9|av1         default auto: H.264, or VP9 where it does not take the size
  --profile P                            what OUT is for: balanced (default), realtime, streaming, quality, archival
  --bitrate constant|adaptive            default constant; adaptive follows what is to be seen, which was measured
                                         to be no better
  --missing hide|repeat|blend|black|wide  what is shown for frames that cannot be decoded, default hide: grey.
                                         Or the picture before once more, those before and after mixed, black, the
                                         whole picture before; masks are over all of them
  --finish-in T                          be done with each IN in 90s, 10m or 1h30m, looking and all. Where it is too
                                         short, OUT is coded with fewer bits, step by step, and the report says from
                                         which frame on. Faces are looked for and hidden with the same care, and
                                         nothing is stopped
  --report R.json                        write what was done (a list when there are several files)

Who is hidden (all but analyze)
  --keep PHOTO               hide all but the person in the photo; several times for several people
  --hide PHOTO               hide the person in the photo, show all others who are surely known
                             (with --keep: hide them too). Who may be them is hidden
  --people keep:1,4@DIGEST   the same by the ids of a former report of the same video; or hide:2@DIGEST.
                             Ids hold only for the same analysis (options, models, machine): DIGEST is that report's
                             foundDigest, and nothing is made where others are found

Whom it is about (follow, split, trim, segments, motion)
  --person PHOTO|ID@DIGEST   the person in the photo, or of a former report (as --people); several times for several.
                             Without: whoever is seen longest (follow, split), anybody (trim, segments, motion).
                             Whoever is followed is hidden too: --keep the same PHOTO to show them

Stretches (follow, split, motion with --only; trim and segments always)
  --only visible|speaking|visible-or-speaking|visible-and-speaking
                             where these people are seen or speak (default of trim and segments: visible)
  --min T                    leave out shorter stretches, default 0.5
  --merge T                  stretches no further apart than this are one, default 0.5
  --padding T                more before and after each, default 0.25
  --max T                    length of the whole; what comes later is left out
  --range T-T                a stretch by hand (trim, segments), several times for several, in the order of the video
                             to be made. In place of all of the above
  --cuts FILE                (trim, segments) the stretches of an EDL (CMX 3600) or OpenTimelineIO file, in place of all of the above
  -o OUT.edl, -o OUT.otio    (trim, summary) the list of cuts for an editing program, in place of the video

Picture (follow, split)
  --size 9:16|1:1|4:5|16:9|WxH   default of follow 9:16, its short side that of the video, at most 1080;
                                 of split 1920x1080, stacked 1080x1920
  --when-gone wide|hold|blank    while somebody is not there: the whole picture, the last one of them, nothing
                                 (default of follow wide, of split hold)
  --arrangement side-by-side|stacked|grid, --places N (2 to 9), --fit cover|contain|stretch|crop,
  --highlight-speaker            split: where the places lie, how pictures are fitted into them, an outline around
                                 whoever speaks

Summary
  --order time|person        default time; person: all of one, then all of the next
  --each T                   length of each appearance, default 3
  --max T                    length of the whole: appearances become shorter, then fewer; the report says who has none

Motion
  --style review|publication             default review: all that was found, with how sure it is; or clean lines, nothing unsure
  --no-skeletons, --no-boxes, --no-ids, --no-actions   leave these out
  --words en|ko                          language of the actions, default en
                             It is drawn over the masks, and not on frames hidden whole. Whoever knows how somebody
                             moves may know them by their skeleton

Finding
  --quality fast|balanced|thorough       default balanced: every frame;
                                         photos as thorough
  --detector auto|yunet|embedded         default auto: the best that is there
  --sensitivity N                        0 to 1, default 0.5; higher finds more, also what is no face
  --backend auto|cpu|gpu                 default auto: what is measured to be faster
                                         of a real GPU and the processor
  --detect-backend auto|cpu|gpu          the same for looking for faces alone
  --speakers                             analyze: also who speaks, by the movement of mouths: an estimate,
                                         and takes longer. The others find out where they need it
  --actions                              analyze: also what people do, if it is one of 14 actions (catch, clap, golf, jump, pick,
                                         pour, pullup, push, run, sit, stand, throw, walk, wave): an estimate
  --bodies auto|on|off                   look for bodies too, so that heads stay hidden where no face is seen, and takes
                                         longer. Default auto: with --quality thorough, and where something needs them
  --body-sampling auto|all|every-2|every-3|every-4|motion|scenes, --body-scale 1|0.8|0.6
                                         in which frames, and in how large pictures: default all, 1 where people are
                                         hidden by them. auto: measured on the first two seconds
  --pose-model FILE.onnx                 find bodies with an RTMO network of your own (unverified)
  --start T, --end T                     seconds or h:mm:ss (not of photos), as every T

Work that was done before (one video)
  --project W.veil.json                  corrections and choices of the review room, as saved there;
                                         options given beside it count more
  --labels FILE                          hide these boxes too: MOTChallenge, COCO or CVAT for video
  --format json|vtt|mot|coco|cvat        for analyze, default json; vtt: where somebody speaks
  --format keypoints|actions-csv|actions-vtt|people-json|people-text
                                         bodies as COCO keypoints; what people do; who is there for how long and does what

Always
  -o, --output PATH    --force overwrites what exists    --json one event per line
  -h, --help           -v, --version

Exit codes: 0 done, 2 usage, 3 unreadable input, 4 unsupported, 5 failed.
CHROME_PATH names the browser to use; TMPDIR is where work in progress is kept.
`;
