// RGB 0–255 of a pixel of a texture.

@group(0) @binding(1) var pixels: texture_2d<f32>;

fn rgbAt(x: i32, y: i32) -> vec3<i32> {
  return vec3<i32>(round(clamp(textureLoad(pixels, vec2(x, y), 0).rgb, vec3(0.0), vec3(1.0)) * 255.0));
}
