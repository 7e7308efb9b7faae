;; Two neighbours along each axis, resampled with 128-bit SIMD: what two-taps.reference.ts computes, bit for bit.
;;
;;   sums[i] = row[first(i)] · weight0(i) + row[first(i) + 1] · weight1(i)              weights 0 … 2^11: below 2^19
;;   line[i] = (upper[i] · 2^11 + (lower[i] - upper[i]) · weight + 2^21) >> 22          below 2^31 before the shift
;;
;; A block of the table is 8 columns, 64 bytes:
;;   0   16 x u8    first(i) and first(i) + 1, i = 0 … 7, counted from the first sample of the block, so 0 … 15
;;   16  16 x i16   weight0(i) and weight1(i), i = 0 … 7
;;   48  i32        first sample of the block, counted from the first of the row
;;   52             nothing
(module
  (memory (export "memory") 1)

  ;; Sums of a row, $to up to $end, 8 columns at a time. Reads 16 samples from the first of each block on.
  (func (export "widen") (param $table i32) (param $row i32) (param $to i32) (param $end i32)
    (local $pairs v128)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $to) (local.get $end)))
        (local.set $pairs
          (i8x16.swizzle
            (v128.load (i32.add (local.get $row) (i32.load offset=48 (local.get $table))))
            (v128.load (local.get $table))))
        (v128.store (local.get $to)
          (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_u (local.get $pairs)) (v128.load offset=16 (local.get $table))))
        (v128.store offset=16 (local.get $to)
          (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_u (local.get $pairs)) (v128.load offset=32 (local.get $table))))
        (local.set $table (i32.add (local.get $table) (i32.const 64)))
        (local.set $to (i32.add (local.get $to) (i32.const 32)))
        (br $next))))

  ;; Samples of two rows of sums, $line up to $end, 4 at a time.
  (func (export "blend") (param $upper i32) (param $lower i32) (param $weight i32) (param $line i32) (param $end i32)
    (local $share v128)
    (local $half v128)
    (local $four v128)
    (local.set $share (i32x4.splat (local.get $weight)))
    (local.set $half (i32x4.splat (i32.const 0x200000)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $line) (local.get $end)))
        (local.set $four (v128.load (local.get $upper)))
        (local.set $four
          (i32x4.shr_s
            (i32x4.add
              (i32x4.add (i32x4.shl (local.get $four) (i32.const 11)) (local.get $half))
              (i32x4.mul (i32x4.sub (v128.load (local.get $lower)) (local.get $four)) (local.get $share)))
            (i32.const 22)))
        (local.set $four (i16x8.narrow_i32x4_s (local.get $four) (local.get $four)))
        (v128.store32_lane 0 (local.get $line) (i8x16.narrow_i16x8_u (local.get $four) (local.get $four)))
        (local.set $upper (i32.add (local.get $upper) (i32.const 16)))
        (local.set $lower (i32.add (local.get $lower) (i32.const 16)))
        (local.set $line (i32.add (local.get $line) (i32.const 4)))
        (br $next)))))
