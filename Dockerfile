# Beatwright on Debian: one image for the bot and for the workers (ROLE says which).
FROM node:24-bookworm-slim

# Somewhat faster than the ffmpeg that npm brings as WebAssembly.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /app
ENV ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma ./prisma
# prisma, which writes the database client after the install, is a development dependency.
RUN npm ci && npm cache clean --force
COPY . .
# The install could not do this yet. Only a container without a PostgreSQL needs it.
RUN node scripts/database.ts

# Everything that changes lies here; the rest of the file system may be read-only.
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production DATA_DIR=/data
VOLUME /data
USER node
STOPSIGNAL SIGTERM
CMD ["node", "src/main.ts"]
