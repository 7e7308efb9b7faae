// RGB 0–255 of a pixel of an imported frame of video, as the browser converts it: how exactly is the browser's affair.

@group(0) @binding(1) var pixels: texture_external;

fn rgbAt(x: i32, y: i32) -> vec3<i32> {
  return vec3<i32>(round(clamp(textureLoad(pixels, vec2(x, y)).rgb, vec3(0.0), vec3(1.0)) * 255.0));
}
